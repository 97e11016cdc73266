using System.IO.Compression;

namespace HubFunctions.Plans;

/// <summary>Bounds on a file with a table. All bytes and characters are those after unpacking.</summary>
public static class TableLimits
{
    public const int Rows = 25_000;
    public const int Columns = 250;
    public const int Sheets = 50;

    /// <summary>Entries of a workbook's package.</summary>
    public const int Parts = 2_000;
    public const long PartBytes = 32L * 1024 * 1024;
    public const long PackageBytes = 96L * 1024 * 1024;
    public const long StyleBytes = 4L * 1024 * 1024;

    /// <summary>Whether a package, by what it says of its parts, unpacks to more than is read of any.</summary>
    public static bool IsTooLarge(ZipArchive package) =>
        package.Entries.Count > Parts || package.Entries.Sum(e => e.Length) > PackageBytes;

    /// <summary>Rows of all merged ranges of one sheet together.</summary>
    public const int MergedRows = 250_000;
}
