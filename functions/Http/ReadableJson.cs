using System.Text.Encodings.Web;
using System.Text.Json;
using HubFunctions.Plans;

namespace HubFunctions.Http;

/// <summary>JSON that people read in a terminal or a flow's log: characters stand for themselves. Safe where the content type is
/// JSON and
/// browsers may not guess another (<see cref="SecurityHeaders"/>).</summary>
public static class ReadableJson
{
    public static readonly JsonSerializerOptions Options = new(HubJson.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
