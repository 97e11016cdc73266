using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace HubFunctions.Http;

/// <summary>Renders a Razor component as static HTML. Everything that is not markup is encoded.</summary>
public sealed class RazorHtml(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task<string> OfAsync<T>(Dictionary<string, object?> parameters)
        where T : IComponent
    {
        // The renderer asks for services of a scope, which the root has not where scopes are validated.
        await using var scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
