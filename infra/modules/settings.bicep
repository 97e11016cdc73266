param appName string
param identityClientId string
param stateAccount string
param snapshotAccount string
param snapshotContainer string
param websiteUrl string
param vaultUri string
param insightsConnection string
param otlpEndpoint string
param publicBaseUrl string
param organisation string
param mailProvider string
param mailFrom string
param mailReplyTo string
param mailPrivacyUrl string
param sendGridWebhookKey string
param notifyTemplateId string
param smtpHost string
param smtpUser string
param graphTenantId string
param graphClientId string
param entraAudience string
param rotatingSigningKey bool

var secret = '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets'

var platform = {
  AzureWebJobsStorage__accountName: stateAccount
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  // Without this the host's own page answers `/` instead of the hub.
  AzureWebJobsDisableHomepage: 'true'
  AZURE_CLIENT_ID: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

var hub = {
  Hub__SnapshotStorage__accountName: snapshotAccount
  Hub__SnapshotStorage__clientId: identityClientId
  Hub__SnapshotContainer: snapshotContainer
  Hub__WebsiteUrl: websiteUrl
  Hub__PublicBaseUrl: publicBaseUrl
  Hub__Organisation: organisation
  Hub__SigningKey: '${secret}/Hub--SigningKey)'
  Hub__AdminKey: '${secret}/Hub--AdminKey)'
  Hub__Reminders__LeadDays: '30,14,7,1,0'
  Hub__Reminders__SendFrom: '08:00'
  Hub__Reminders__SendUntil: '18:00'
  Hub__BankHolidays__Closed: ''
  Hub__BankHolidays__Open: ''
  Hub__Mail__Provider: mailProvider
  Hub__Mail__From: mailFrom
  Hub__Mail__ReplyTo: mailReplyTo
  Hub__Mail__PrivacyUrl: mailPrivacyUrl
}

var rotation = {
  Hub__PreviousSigningKey: '${secret}/Hub--PreviousSigningKey)'
}

var entra = {
  Hub__Entra__TenantId: subscription().tenantId
  Hub__Entra__Audience: entraAudience
  Hub__Entra__Role: 'Hub.Office'
}

var sendGrid = {
  SendGrid__ApiKey: '${secret}/SendGrid--ApiKey)'
  SendGrid__BaseUrl: 'https://api.sendgrid.com'
}

// The public half of the pair that SendGrid signs its event reports with.
var sendGridReports = {
  SendGrid__WebhookKey: sendGridWebhookKey
}

var notify = {
  Notify__ApiKey: '${secret}/Notify--ApiKey)'
  Notify__TemplateId: notifyTemplateId
  Notify__BaseUrl: 'https://api.notifications.service.gov.uk'
  Notify__CallbackToken: '${secret}/Notify--CallbackToken)'
}

var smtp = {
  Smtp__Host: smtpHost
  Smtp__Port: '587'
  Smtp__User: smtpUser
  Smtp__Password: '${secret}/Smtp--Password)'
}

var graph = {
  Graph__TenantId: graphTenantId
  Graph__ClientId: graphClientId
  Graph__BaseUrl: 'https://graph.microsoft.com'
}

var telemetry = {
  OTEL_SERVICE_NAME: 'deliverables-hub'
  OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource settings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(
    platform,
    hub,
    rotatingSigningKey ? rotation : {},
    empty(entraAudience) ? {} : entra,
    mailProvider == 'sendgrid' ? sendGrid : {},
    empty(sendGridWebhookKey) ? {} : sendGridReports,
    mailProvider == 'notify' ? notify : {},
    mailProvider == 'smtp' ? smtp : {},
    mailProvider == 'graph' ? graph : {},
    empty(otlpEndpoint) ? {} : telemetry
  )
}
