using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace HubFunctions.Snapshots.Pages;

/// <summary>Razor components as static HTML: no script, every value encoded.</summary>
public sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task<string> RenderAsync<T>(Dictionary<string, object?> parameters)
        where T : IComponent
    {
        await using var html = new HtmlRenderer(services, loggers);
        return await html.Dispatcher.InvokeAsync(async () =>
            (await html.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
