namespace HubFunctions.Http;

/// <summary>This function is a page: it answers HTML, knows its caller by a session, and changes something only for a form of its
/// own.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PageAttribute(PageAccess access) : Attribute
{
    public PageAccess Access => access;
}

/// <summary>Whose page it is. Who may not see it is led to the page where they sign in.</summary>
public enum PageAccess
{
    /// <summary>The sign-in pages themselves.</summary>
    Anyone,

    /// <summary>Whoever is signed in.</summary>
    SignedIn,

    /// <summary>Readers of the programme office see it, its editors send its forms.</summary>
    Office,

    /// <summary>The same, for those of them who are not limited to some of the plans.</summary>
    WholeOffice,

    /// <summary>The partner in the address sees it and sends its forms; the office sees it.</summary>
    Partner,
}
