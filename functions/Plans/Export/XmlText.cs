using System.Xml;

namespace HubFunctions.Plans;

/// <summary>Texts as XML can hold them: most control characters have no place there.</summary>
internal static class XmlText
{
    public static string Plain(string text) =>
        IsPlain(text) ? text : string.Concat(text.EnumerateRunes().Select(r => IsPlain(r.ToString()) ? r.ToString() : " "));

    private static bool IsPlain(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length
                && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]);
            if (!isPair && !XmlConvert.IsXmlChar(text[i]))
                return false;
            i += isPair ? 1 : 0;
        }

        return true;
    }
}
