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
    isVersioningEnabled: true
    deleteRetentionPolicy: { enabled: true, days: 30 }
    containerDeleteRetentionPolicy: { enabled: true, days: 30 }
    // Management-plane property since 2025-08-01; before that only the data plane had it.
    staticWebsite: { enabled: true, indexDocument: 'index.html' }
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

// Readable blob by blob: nobody outside can list what is there.
resource published 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-08-01' = {
  parent: blobs
  name: 'snapshots'
  properties: { publicAccess: 'Blob' }
}

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-08-01' = {
  parent: account
  name: 'default'
  dependsOn: [blobs]
  properties: {
    policy: {
      rules: [
        {
          // latest.json is replaced often. Its past is in history/, which no rule removes: those files are cited.
          name: 'drop-superseded-versions'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['${published.name}/'] }
            actions: { version: { delete: { daysAfterCreationGreaterThan: 30 } } }
          }
        }
      ]
    }
  }
}

output name string = account.name
output container string = published.name
output blobHost string = '${account.name}.blob.${environment().suffixes.storage}'
output url string = '${account.properties.primaryEndpoints.blob}${published.name}'
