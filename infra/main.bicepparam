using 'main.bicep'

// What azd fills in from its environment: azd env set NAME value.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param operatorPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param operatorPrincipalType = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')
param alertEmail = readEnvironmentVariable('HUB_ALERT_EMAIL')
param mailFrom = readEnvironmentVariable('HUB_MAIL_FROM')
param mailProvider = readEnvironmentVariable('HUB_MAIL_PROVIDER', 'outbox')
param publicBaseUrl = readEnvironmentVariable('HUB_PUBLIC_BASE_URL', '')
param graphTenantId = readEnvironmentVariable('HUB_GRAPH_TENANT_ID', '')
param graphClientId = readEnvironmentVariable('HUB_GRAPH_CLIENT_ID', '')
param entraAudience = readEnvironmentVariable('HUB_ENTRA_AUDIENCE', '')
param otlpEndpoint = readEnvironmentVariable('HUB_OTLP_ENDPOINT', '')
param storageSku = readEnvironmentVariable('HUB_STORAGE_SKU', 'Standard_ZRS')
param alwaysReadyInstances = int(readEnvironmentVariable('HUB_ALWAYS_READY', '0'))
param frontDoor = bool(readEnvironmentVariable('HUB_FRONT_DOOR', 'false'))
param rotatingSigningKey = bool(readEnvironmentVariable('HUB_ROTATING_SIGNING_KEY', 'false'))
