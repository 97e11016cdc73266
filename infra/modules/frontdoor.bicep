param token string
param tags object
param websiteHost string

resource profile 'Microsoft.Cdn/profiles@2025-06-01' = {
  name: 'afd-hub-${token}'
  location: 'global'
  tags: tags
  sku: { name: 'Standard_AzureFrontDoor' }
}

resource endpoint 'Microsoft.Cdn/profiles/afdEndpoints@2025-06-01' = {
  parent: profile
  name: 'snapshots-${token}'
  location: 'global'
  tags: tags
  properties: { enabledState: 'Enabled' }
}

resource origins 'Microsoft.Cdn/profiles/originGroups@2025-06-01' = {
  parent: profile
  name: 'snapshots'
  properties: {
    loadBalancingSettings: { sampleSize: 4, successfulSamplesRequired: 3, additionalLatencyInMilliseconds: 50 }
  }
}

resource origin 'Microsoft.Cdn/profiles/originGroups/origins@2025-06-01' = {
  parent: origins
  name: 'website'
  properties: {
    hostName: websiteHost
    originHostHeader: websiteHost
    httpsPort: 443
    enforceCertificateNameCheck: true
    enabledState: 'Enabled'
  }
}

resource rules 'Microsoft.Cdn/profiles/ruleSets@2025-06-01' = {
  parent: profile
  name: 'snapshots'
}

// A storage website gives no CORS headers, and embeds on other sites need them; nor does it keep browsers to https.
resource openToAnySite 'Microsoft.Cdn/profiles/ruleSets/rules@2025-06-01' = {
  parent: rules
  name: 'openToAnySite'
  properties: {
    order: 1
    actions: [
      for header in items({
        'Access-Control-Allow-Origin': '*'
        'Access-Control-Expose-Headers': 'ETag,Last-Modified'
        'Strict-Transport-Security': 'max-age=31536000'
      }): {
        name: 'ModifyResponseHeader'
        parameters: {
          typeName: 'DeliveryRuleHeaderActionParameters'
          headerAction: 'Overwrite'
          headerName: header.key
          value: header.value
        }
      }
    ]
  }
}

resource route 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-06-01' = {
  parent: endpoint
  name: 'snapshots'
  dependsOn: [origin, openToAnySite]
  properties: {
    originGroup: { id: origins.id }
    ruleSets: [{ id: rules.id }]
    patternsToMatch: ['/*']
    supportedProtocols: ['Http', 'Https']
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    linkToDefaultDomain: 'Enabled'
    // How long a file is kept is said by its own Cache-Control, so no duration here.
    cacheConfiguration: {
      queryStringCachingBehavior: 'IgnoreQueryString'
      compressionSettings: {
        isCompressionEnabled: true
        contentTypesToCompress: [
          'application/json'
          'text/html'
          'text/csv'
          'text/calendar'
          'text/javascript'
          'image/svg+xml'
          'application/atom+xml'
        ]
      }
    }
  }
}

output url string = 'https://${endpoint.properties.hostName}'
