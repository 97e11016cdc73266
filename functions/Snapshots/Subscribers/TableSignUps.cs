using Azure.Data.Tables;
using HubFunctions.Http;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>Counts sign-ups in the table <c>HubSignUps</c>.</summary>
public sealed class TableSignUps(TableServiceClient tables, SigningKeys keys, TimeProvider clock)
    : TablePlaces(tables, TableName, keys, "hub: sign-up counts, version 1", clock)
{
    public const string TableName = "HubSignUps";
}
