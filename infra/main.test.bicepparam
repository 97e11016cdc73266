using 'main.bicep'

param environmentName = 'hub-test'
param location = 'uksouth'
param operatorPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param alertEmail = readEnvironmentVariable('HUB_ALERT_EMAIL')
param mailFrom = readEnvironmentVariable('HUB_MAIL_FROM')
param mailProvider = 'outbox'
param storageSku = 'Standard_LRS'
param logRetentionDays = 30
