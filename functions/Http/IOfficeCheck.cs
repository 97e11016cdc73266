namespace HubFunctions.Http;

/// <summary>Whether the programme office calls, for what others may call too.</summary>
public interface IOfficeCheck
{
    /// <summary>A wrong key is no error: it is somebody else's.</summary>
    ValueTask<bool> IsOfficeAsync(HttpContext context);
}
