param location string
param tags object
param token string
param email string
param workspaceId string

// AppTraces are what the hub itself exports; AppRequests come from it and from the Functions host, which also sees a worker that has died.
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
        ['SendReminders', 1h, 'PublishSnapshots', 20m, 'SendNewsletters', 1h, 'LookForSilentPartners', 4h, 'Housekeeping', 26h];
      let first = toscalar(AppTraces | summarize min(TimeGenerated));
      let ran = AppTraces
        | extend Timer = extract('Timer (SendReminders|PublishSnapshots|SendNewsletters|LookForSilentPartners|Housekeeping) ran in ', 1, Message)
        | where isnotempty(Timer)
        | summarize Last = max(TimeGenerated) by Timer;
      expected
      | join kind=leftouter ran on Timer
      | extend Since = coalesce(Last, first)
      | where isnull(Since) or Since < ago(Quiet)
      | project TimeGenerated = now(), Timer, Since
    '''
  }
  {
    name: 'quarantine-growth'
    description: 'Partners keep sending updates that the hub cannot take: all of a message or a part of it.'
    severity: 2
    frequency: 'PT15M'
    window: 'PT1H'
    threshold: 10
    query: '''
      AppTraces
      | where Message contains ' updates quarantined, message '
    '''
  }
  {
    name: 'mail-failures'
    description: 'Digests do not reach the mail provider, and trying again has not helped.'
    severity: 1
    frequency: 'PT15M'
    window: 'PT1H'
    threshold: 2
    query: '''
      AppTraces
      | where Message contains 'Digest for ' and Message contains ' attempts: '
    '''
  }
  {
    name: 'missed-hints'
    description: 'The hourly sweep found plans that had changed without a hint: they were public late, and others may be.'
    severity: 2
    frequency: 'PT15M'
    window: 'PT1H'
    threshold: 0
    query: '''
      AppTraces
      | where Message contains ' plans had changed without a hint'
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
      | summarize TimeGenerated = max(TimeGenerated) by OperationId
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

resource alerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
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
