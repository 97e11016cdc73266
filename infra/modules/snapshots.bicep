param name string
param location string
param tags object
param sku string

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowSharedKeyAccess: false
    // Everything in this account is meant to be read by anyone; nothing else is ever written to it.
    allowBlobPublicAccess: true
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-08-01' = {
  parent: account
  name: 'default'
  properties: {
    // What is erased on request must be gone: no copy of it stays behind.
    isVersioningEnabled: false
    deleteRetentionPolicy: { enabled: false }
    containerDeleteRetentionPolicy: { enabled: false }
    // Serves the container $web and no other. Management-plane property since 2025-08-01.
    staticWebsite: { enabled: true, indexDocument: 'index.html', errorDocument404Path: '404.html' }
    cors: {
      corsRules: [
        {
          allowedOrigins: ['*']
          allowedMethods: ['GET', 'HEAD']
          allowedHeaders: ['If-None-Match', 'If-Modified-Since']
          exposedHeaders: ['ETag', 'Last-Modified', 'Cache-Control', 'Content-Length']
          maxAgeInSeconds: 86400
        }
      ]
    }
  }
}

// Readable blob by blob, so that embeds get CORS, which the website does not give: nobody outside can list what is there.
resource published 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-08-01' = {
  parent: blobs
  name: '$web'
  properties: { publicAccess: 'Blob' }
}

output name string = account.name
output container string = published.name
output websiteHost string = split(account.properties.primaryEndpoints.web, '/')[2]
output url string = '${account.properties.primaryEndpoints.blob}${published.name}'
