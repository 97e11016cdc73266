using System.IO.Compression;

namespace HubFunctions.Updates;

/// <summary>Undoes a body's Content-Encoding, never further than its bound. Verification comes before this.</summary>
internal static class BodyDecompression
{
    public const string Accepted = "gzip, br, deflate";

    public static Unpacked Unpack(byte[] raw, string? encoding)
    {
        switch (encoding?.Trim().ToLowerInvariant())
        {
            case null or "" or "identity":
                return new(UnpackResult.Unpacked, raw);
            case "gzip" or "x-gzip":
                return Read(new GZipStream(new MemoryStream(raw), CompressionMode.Decompress));
            case "br":
                return Read(new BrotliStream(new MemoryStream(raw), CompressionMode.Decompress));
            case "deflate":
                return Read(new ZLibStream(new MemoryStream(raw), CompressionMode.Decompress));
            default:
                return new(UnpackResult.UnknownEncoding, []);
        }
    }

    private static Unpacked Read(Stream packed)
    {
        using (packed)
        {
            var unpacked = new MemoryStream();
            var buffer = new byte[16 * 1024];
            try
            {
                while (packed.Read(buffer) is > 0 and var read)
                {
                    if (unpacked.Length + read > UpdateLimits.Body)
                        return new(UnpackResult.TooLarge, []);
                    unpacked.Write(buffer, 0, read);
                }
            }
            catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException or IOException)
            {
                return new(UnpackResult.Broken, []);
            }

            return new(UnpackResult.Unpacked, unpacked.ToArray());
        }
    }
}

internal enum UnpackResult
{
    Unpacked,
    UnknownEncoding,
    TooLarge,
    Broken,
}

internal readonly record struct Unpacked(UnpackResult Result, byte[] Body);
