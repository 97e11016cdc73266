using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace HubFunctions.Updates;

/// <summary>Texts out of JSON that may hold escapes which are no characters.</summary>
internal static class JsonText
{
    public static bool TryRead(JsonElement value, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = value.GetString();
        }
        catch (InvalidOperationException)
        {
            // How the framework says that an escape is half of a surrogate pair.
            text = null;
        }

        return text is not null;
    }

    public static bool TryName(JsonProperty property, [NotNullWhen(true)] out string? name)
    {
        try
        {
            name = property.Name;
        }
        catch (InvalidOperationException)
        {
            name = null;
        }

        return name is not null;
    }

    /// <summary>Characters that XML 1.0 and HTML have no place for.</summary>
    public static bool HasControl(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) ? c is not ('\t' or '\n' or '\r') : c is '\ufffe' or '\uffff')
                return true;
        }

        return false;
    }
}
