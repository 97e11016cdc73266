using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace HubFunctions.Reminders;

/// <summary>Renders a Razor component to a whole document. Everything that is not markup is encoded.</summary>
public sealed class RazorHtml(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task<string> OfAsync<T>(Dictionary<string, object?> parameters)
        where T : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var body = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        return "<!doctype html>\n" + body;
    }
}
