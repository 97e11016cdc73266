using System.Globalization;
using System.IO.Compression;
using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>A change of a partner as it is stored, packed: it may name thousands of items.</summary>
/// <param name="Key">Sorts the newest first.</param>
public sealed record StoredChange(string Partner, string Key, DateTimeOffset At, byte[] Packed)
{
    public static StoredChange Of(PartnerChange change)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal))
            zip.Write(Encoding.UTF8.GetBytes(HubJson.Store(change)));
        var ticks = long.MaxValue - change.At.UtcTicks;
        return new(
            change.Partner, string.Create(CultureInfo.InvariantCulture, $"{ticks:D19}|{Guid.NewGuid():N}"), change.At,
            packed.ToArray());
    }

    /// <exception cref="BrokenRowException">It cannot be read.</exception>
    public PartnerChange Read() => BrokenRowException.Guard(Partner, Key, () => HubJson.Read<PartnerChange>(Unpacked()));

    private string Unpacked()
    {
        try
        {
            using var zip = new GZipStream(new MemoryStream(Packed), CompressionMode.Decompress);
            using var text = new StreamReader(zip);
            return text.ReadToEnd();
        }
        catch (InvalidDataException broken)
        {
            throw new FormatException("A stored change is not whole.", broken);
        }
    }
}
