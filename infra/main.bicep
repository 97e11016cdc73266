targetScope = 'subscription'

@minLength(1)
@maxLength(32)
@description('Name of the azd environment; every resource name follows from it.')
param environmentName string

@description('Azure region. Flex Consumption must be available there.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Address used in links. Empty: the host name that Azure gives the app.')
param publicBaseUrl string = ''

@description('Name of the council or board, as the programme office sees it at the head of its pages.')
param organisation string = ''

@description('outbox keeps every digest inside the hub and sends nothing.')
@allowed(['outbox', 'sendgrid', 'graph', 'smtp', 'notify'])
param mailProvider string = 'outbox'

@minLength(3)
@description('Sender of digests.')
param mailFrom string

@description('Where replies to mails go, and the privacy notice that they name, for plans that do not say.')
param mailReplyTo string = ''
param mailPrivacyUrl string = ''

@description('Email template of GOV.UK Notify with ((subject)) and ((body)). Only read when mailProvider is notify.')
param notifyTemplateId string = ''

@description('Public key that SendGrid shows for its signed event reports. Empty: reports are not taken.')
param sendGridWebhookKey string = ''

@description('Mail server and its user. Only read when mailProvider is smtp.')
param smtpHost string = ''
param smtpUser string = ''

@description('Tenant whose mailbox and directory are used. Only read when mailProvider is graph.')
param graphTenantId string = ''

@description('Application that reads the directory. Only read when mailProvider is graph.')
param graphClientId string = ''

@description('Application id URI that programme-office tokens are issued for. Empty: the admin key only.')
param entraAudience string = ''

@minLength(3)
@description('Who is told when an alert fires.')
param alertEmail string

@description('Object id of whoever deploys, so that they can store the first secrets. Empty: nobody.')
param operatorPrincipalId string = ''

@allowed(['User', 'ServicePrincipal', 'Group'])
param operatorPrincipalType string = 'User'

@description('True while the previous signing key is still accepted.')
param rotatingSigningKey bool = false

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@minValue(0)
@maxValue(20)
@description('Instances kept warm for HTTP.')
param alwaysReadyInstances int = 0

@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@minValue(1)
@description('Logs beyond this many gigabytes a day are dropped.')
param dailyLogGigabytes int = 1

@description('OTLP endpoint for the traces and metrics of the app itself. Empty: none are exported.')
param otlpEndpoint string = ''

@description('Puts Azure Front Door in front of the public snapshots.')
param frontDoor bool = false

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  name: 'identity'
  params: {
    name: 'id-hub-${token}'
    location: location
    tags: tags
  }
}

module monitor 'modules/monitor.bicep' = {
  scope: group
  name: 'monitor'
  params: {
    token: token
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyGigabytes: dailyLogGigabytes
  }
}

module state 'modules/state.bicep' = {
  scope: group
  name: 'state'
  params: {
    name: 'sthub${token}'
    location: location
    tags: tags
    sku: storageSku
  }
}

module snapshots 'modules/snapshots.bicep' = {
  scope: group
  name: 'snapshots'
  params: {
    name: 'stpub${token}'
    location: location
    tags: tags
    sku: storageSku
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  name: 'vault'
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    workspaceId: monitor.outputs.workspaceId
  }
}

module roles 'modules/roles.bicep' = {
  scope: group
  name: 'roles'
  params: {
    principalId: identity.outputs.principalId
    operatorPrincipalId: operatorPrincipalId
    operatorPrincipalType: operatorPrincipalType
    stateAccount: state.outputs.name
    snapshotAccount: snapshots.outputs.name
    snapshotContainer: snapshots.outputs.container
    vaultName: vault.outputs.name
    insightsName: monitor.outputs.insightsName
  }
}

module plan 'modules/plan.bicep' = {
  scope: group
  name: 'plan'
  params: {
    name: 'plan-hub-${token}'
    location: location
    tags: tags
  }
}

module app 'modules/app.bicep' = {
  scope: group
  name: 'app'
  params: {
    name: 'func-hub-${token}'
    location: location
    tags: tags
    planId: plan.outputs.id
    identityId: identity.outputs.id
    packageContainerUrl: state.outputs.packageContainerUrl
    alwaysReadyInstances: alwaysReadyInstances
    maximumInstances: maximumInstances
  }
  // Without its roles the app can neither fetch its package nor read its secrets.
  dependsOn: [roles]
}

module settings 'modules/settings.bicep' = {
  scope: group
  name: 'settings'
  params: {
    appName: app.outputs.name
    identityClientId: identity.outputs.clientId
    stateAccount: state.outputs.name
    snapshotAccount: snapshots.outputs.name
    snapshotContainer: snapshots.outputs.container
    websiteUrl: frontDoor ? edge!.outputs.url : 'https://${snapshots.outputs.websiteHost}'
    vaultUri: vault.outputs.uri
    insightsConnection: monitor.outputs.insightsConnection
    otlpEndpoint: otlpEndpoint
    publicBaseUrl: empty(publicBaseUrl) ? app.outputs.url : publicBaseUrl
    organisation: organisation
    mailProvider: mailProvider
    mailFrom: mailFrom
    mailReplyTo: mailReplyTo
    mailPrivacyUrl: mailPrivacyUrl
    sendGridWebhookKey: sendGridWebhookKey
    notifyTemplateId: notifyTemplateId
    smtpHost: smtpHost
    smtpUser: smtpUser
    graphTenantId: graphTenantId
    graphClientId: graphClientId
    entraAudience: entraAudience
    rotatingSigningKey: rotatingSigningKey
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  name: 'alerts'
  params: {
    location: location
    tags: tags
    token: token
    email: alertEmail
    workspaceId: monitor.outputs.workspaceId
  }
}

module readiness 'modules/readiness.bicep' = {
  scope: group
  name: 'readiness'
  params: {
    location: location
    tags: tags
    token: token
    insightsId: monitor.outputs.insightsId
    actionGroupId: alerts.outputs.actionGroupId
    appUrl: app.outputs.url
  }
}

module edge 'modules/frontdoor.bicep' = if (frontDoor) {
  scope: group
  name: 'frontdoor'
  params: {
    token: token
    tags: tags
    websiteHost: snapshots.outputs.websiteHost
  }
}

output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output HUB_APP_NAME string = app.outputs.name
output HUB_URL string = app.outputs.url
output HUB_SNAPSHOTS_URL string = frontDoor ? edge!.outputs.url : snapshots.outputs.url
output HUB_WEBSITE_URL string = frontDoor ? edge!.outputs.url : 'https://${snapshots.outputs.websiteHost}'
