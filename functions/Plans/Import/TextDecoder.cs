using System.Text;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <param name="Text">Without a byte order mark; empty where it was refused.</param>
/// <param name="Warning">What was assumed; null when the bytes or the sender said it.</param>
public sealed record DecodedText(string Text, string? Warning = null, FieldError? Refusal = null);

/// <summary>Bytes of a text file to characters, never with a character lost. A byte order mark comes first, then the charset that
/// was
/// declared, then UTF-8, then Windows-1252, which is how Excel saves "CSV". Pure.</summary>
public static class TextDecoder
{
    public const string Charsets = "utf-8, windows-1252, iso-8859-1 or utf-16";

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16 = new UnicodeEncoding(
        bigEndian: false,
        byteOrderMark: false,
        throwOnInvalidBytes: true);
    private static readonly Encoding Utf16BigEndian = new UnicodeEncoding(
        bigEndian: true,
        byteOrderMark: false,
        throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(
        1252,
        EncoderFallback.ExceptionFallback,
        DecoderFallback.ExceptionFallback)!;

    /// <param name="charset">Of the content type; null or empty when it names none.</param>
    public static DecodedText Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Try(Utf8, bytes[3..]) ?? Broken("UTF-8");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Try(Utf16, bytes[2..]) ?? Broken("UTF-16");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Try(Utf16BigEndian, bytes[2..]) ?? Broken("UTF-16");
        return charset?.Trim('"', ' ').ToLowerInvariant() switch
        {
            null or "" or "utf-8" or "utf8" or "us-ascii" or "ascii" => Guess(bytes),
            "windows-1252" or "cp1252" or "iso-8859-1" or "latin1" => Try(Windows1252, bytes) ?? Broken("Windows-1252"),
            "utf-16" or "utf-16le" => Try(Utf16, bytes) ?? Broken("UTF-16"),
            "utf-16be" => Try(Utf16BigEndian, bytes) ?? Broken("UTF-16"),
            _ => new("", Refusal: new("charset", "unknown-charset", $"The hub does not read this charset: send {Charsets}.")),
        };
    }

    private static DecodedText Guess(ReadOnlySpan<byte> bytes)
    {
        if (Zeros(bytes, odd: true) > bytes.Length / 4)
            return Try(Utf16, bytes) ?? Broken("UTF-16");
        if (Zeros(bytes, odd: false) > bytes.Length / 4)
            return Try(Utf16BigEndian, bytes) ?? Broken("UTF-16");
        return Try(Utf8, bytes)
            ?? (Try(Windows1252, bytes) is { } text
                    ? text with
                    {
                        Warning =
                            "The file is not UTF-8, so it was read as Windows-1252: look at letters with accents, dashes and £.",
                    }
                    : Broken("UTF-8 and not Windows-1252"));
    }

    private static int Zeros(ReadOnlySpan<byte> bytes, bool odd)
    {
        var count = 0;
        for (var i = odd ? 1 : 0; i < bytes.Length; i += 2)
            count += bytes[i] == 0 ? 1 : 0;
        return count;
    }

    private static DecodedText? Try(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new(encoding.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static DecodedText Broken(string encoding) =>
        new("", Refusal: new("/line/1/column/1", "not-text", $"The bytes are not {encoding}: save the file again as CSV UTF-8."));
}
