using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HubFunctions.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace HubFunctions.OpenApi;

/// <summary>OpenAPI 3.1, made from the functions and the schemas.</summary>
internal static partial class OpenApiDocument
{
    public static JsonObject Make(Uri baseUrl)
    {
        var paths = new JsonObject();
        foreach (var function in FunctionMethods.Http)
        {
            var route = $"/{function.Route}";
            paths[route] ??= new JsonObject { ["parameters"] = new JsonArray([.. Variable().Matches(route).Select(m => Parameter(m.Groups["name"].Value, "path"))]) };
            foreach (var method in function.Methods.Where(m => m != "HEAD"))
                paths[route]![method.ToLowerInvariant()] = Operation(function, method);
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Deliverables Hub", ["version"] = "1.0.0", ["description"] = "Partners report, owners are reminded, the public sees how plans progress." },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = baseUrl.AbsoluteUri.TrimEnd('/') }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject(Schemas.All.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)Schemas.Placed(s.Value(), $"#/components/schemas/{s.Key}")))),
                ["securitySchemes"] = new JsonObject
                {
                    ["office"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "Admin key or Entra ID token." },
                    ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A partner's token, hub_…" },
                    ["signature"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "webhook-signature", ["description"] = "Standard Webhooks, with webhook-id and webhook-timestamp." },
                },
            },
        };
    }

    [GeneratedRegex(@"\{(?<name>[a-z]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    private static JsonObject Operation(HttpFunction function, string method)
    {
        var known = CallDescriptions.Of(function, method);
        var operation = new JsonObject
        {
            ["operationId"] = method == function.Methods[0] ? function.Name : $"{function.Name}-{method.ToLowerInvariant()}",
            ["summary"] = known.Summary,
            ["responses"] = Answers(function, known),
        };
        if (known.Request is { } request)
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(request) };
        if (known.Query is { Count: > 0 } query)
            operation["parameters"] = new JsonArray([.. query.Select(name => Parameter(name, "query"))]);
        var partner = function.Route.StartsWith("api/partners/{partner}/", StringComparison.Ordinal) && method != "OPTIONS";
        if (function.IsOffice)
            operation["security"] = new JsonArray(Needs("office"));
        else if (partner)
            operation["security"] = new JsonArray(Needs("token"), Needs("signature"));
        return operation;
    }

    private static JsonObject Answers(HttpFunction function, CallDescription known)
    {
        var answers = new JsonObject();
        foreach (var (status, body) in known.Answers.Concat(Everywhere(function)).DistinctBy(a => a.Status).OrderBy(a => a.Status))
        {
            var answer = new JsonObject { ["description"] = ReasonPhrases.GetReasonPhrase(status) };
            if (body is not null)
                answer["content"] = Content(body);
            answers[status.ToString(CultureInfo.InvariantCulture)] = answer;
        }

        answers["default"] = new JsonObject { ["description"] = "Anything else: a problem (RFC 9457).", ["content"] = Content(Body.Problem) };
        return answers;
    }

    private static IEnumerable<(int Status, Body? Body)> Everywhere(HttpFunction function)
    {
        if (function.IsOffice)
            yield return (401, Body.Problem);
        if (function.NeedsStorage)
            yield return (503, Body.Problem);
    }

    private static JsonObject Content(Body body) => new()
    {
        [body.Type] = body.Schema is null ? new JsonObject() : new JsonObject { ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{body.Schema}" } },
    };

    private static JsonObject Parameter(string name, string place)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = place, ["schema"] = new JsonObject { ["type"] = "string" } };
        if (place == "path")
            parameter["required"] = true;
        return parameter;
    }

    private static JsonObject Needs(string scheme) => new() { [scheme] = new JsonArray() };
}
