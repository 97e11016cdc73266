using Azure.Data.Tables;
using HubFunctions.Http;

namespace HubFunctions.Hosting;

/// <summary>Counts wrong keys in the table <c>HubSignIns</c>.</summary>
public sealed class TableSignIns(TableServiceClient tables, SigningKeys keys, TimeProvider clock)
    : TablePlaces(tables, TableName, keys, "hub: sign-in counts, version 1", clock)
{
    public const string TableName = "HubSignIns";
}
