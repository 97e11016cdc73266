using 'main.bicep'

param environmentName = 'hub-production'
param location = 'uksouth'
param operatorPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param alertEmail = readEnvironmentVariable('HUB_ALERT_EMAIL')
param mailFrom = readEnvironmentVariable('HUB_MAIL_FROM')
param mailProvider = 'sendgrid'
param mailReplyTo = readEnvironmentVariable('HUB_MAIL_REPLY_TO', '')
param mailPrivacyUrl = readEnvironmentVariable('HUB_MAIL_PRIVACY_URL', '')
param publicBaseUrl = readEnvironmentVariable('HUB_PUBLIC_BASE_URL', '')
param organisation = readEnvironmentVariable('HUB_ORGANISATION', '')
param sendGridWebhookKey = readEnvironmentVariable('HUB_SENDGRID_WEBHOOK_KEY', '')
param entraAudience = readEnvironmentVariable('HUB_ENTRA_AUDIENCE', '')
param storageSku = 'Standard_GZRS'
param alwaysReadyInstances = 1
param logRetentionDays = 365
param dailyLogGigabytes = 2
param frontDoor = true
