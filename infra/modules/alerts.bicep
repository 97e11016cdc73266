param location string
param tags object
param token string
param email string
param workspaceId string

var rules = [
  {
    name: 'timer-silence'
    description: 'A timer has not run for much longer than its schedule allows, or has only failed.'
    severity: 1
    frequency: 'PT15M'
    window: 'P2D'
    threshold: 0
    query: '''
      let expected = datatable(Timer: string, Quiet: timespan)
        ['SendReminders', 1h, 'PublishSnapshots', 20m, 'Housekeeping', 26h];
      let seen = AppRequests | where TimeGenerated > ago(2d);
      let first = toscalar(seen | summarize min(TimeGenerated));
      expected
      | join kind=leftouter (seen | where Success | extend Timer = extract('(SendReminders|PublishSnapshots|Housekeeping)', 1, Name)
          | where isnotempty(Timer) | summarize Last = max(TimeGenerated) by Timer) on Timer
      | extend Since = coalesce(Last, first)
      | where isnull(Since) or Since < ago(Quiet)
      | project Timer, Since
    '''
  }
  {
    name: 'quarantine-growth'
    description: 'Partners are sending updates that the hub cannot take.'
    severity: 2
    frequency: 'PT15M'
    window: 'PT1H'
    threshold: 10
    query: '''
      AppTraces
      | where Message has 'UpdateQuarantined'
    '''
  }
  {
    name: 'mail-failures'
    description: 'Digests are not reaching the mail provider.'
    severity: 1
    frequency: 'PT15M'
    window: 'PT1H'
    threshold: 0
    query: '''
      AppTraces
      | where Message has 'MailFailed'
    '''
  }
  {
    name: 'server-errors'
    description: 'Requests end in 5xx.'
    severity: 1
    frequency: 'PT5M'
    window: 'PT15M'
    threshold: 5
    query: '''
      AppRequests
      | where toint(ResultCode) between (500 .. 599)
    '''
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-hub-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'hub'
    enabled: true
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'hub-${rule.name}-${token}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'Hub: ${rule.name}'
      description: rule.description
      severity: rule.severity
      enabled: true
      autoMitigate: true
      scopes: [workspaceId]
      evaluationFrequency: rule.frequency
      windowSize: rule.window
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: rule.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]

output actionGroupId string = people.id
