namespace HubFunctions.Http;

/// <summary>A page that says why another was not shown, for people: what a problem document is for programs.</summary>
public interface IPageNotices
{
    Task<IResult> OfAsync(HttpRequest request, int status, string title, string text);
}
