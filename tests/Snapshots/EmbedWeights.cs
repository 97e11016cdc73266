using System.Globalization;
using System.IO.Compression;
using HubFunctions.LocalRun;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>Prints what a page has to load, compressed. HUB_BENCH=1 weighs embeds known in the field beside it, from npm: their
/// script alone, without the page that it then loads into an iframe from elsewhere.</summary>
[Collection(nameof(PublishedSamples))]
public sealed class EmbedWeights(PublishedSamples samples, ITestOutputHelper output)
{
    private static readonly string[] Ours = ["embed.js", "kirklees/fragment.html", "kirklees/latest.json", "kirklees/index.html"];

    private static readonly string[] Others =
    [
        "@typeform/embed/build/embed.js",
        "iframe-resizer/js/iframeResizer.min.js",
        "iframe-resizer/js/iframeResizer.contentWindow.min.js",
        "pym.js/dist/pym.v1.min.js",
    ];

    [Fact]
    public async Task Weighs_what_a_page_loads()
    {
        var files = await samples.FilesAsync();
        var script = Gzip(files["embed.js"].Content);
        Assert.All(Ours, name => Print(name, files[name].Content));
        if (Environment.GetEnvironmentVariable("HUB_BENCH") is null)
            return;
        var folder = Path.Combine(NodeTools.TestsFolder, "Snapshots", "embeds");
        await NodePackages.RestoreAsync(folder, folder, output.WriteLine, TestContext.Current.CancellationToken);
        foreach (var name in Others)
            Print(
                name,
                await File.ReadAllBytesAsync(Path.Combine(folder, "node_modules", name), TestContext.Current.CancellationToken));

        void Print(string name, byte[] content)
        {
            Assert.NotEmpty(content);
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: {content.Length:N0} bytes, gzip {Gzip(content):N0}, brotli {Brotli(content):N0}; "
                        + $"{(double)Gzip(content) / script:N2} times our embed.js"));
        }
    }

    internal static int Gzip(byte[] content) => Length(content, to => new GZipStream(to, CompressionLevel.SmallestSize));

    private static int Brotli(byte[] content) => Length(content, to => new BrotliStream(to, CompressionLevel.SmallestSize));

    private static int Length(byte[] content, Func<Stream, Stream> compress)
    {
        using var compressed = new MemoryStream();
        using (var stream = compress(compressed))
            stream.Write(content);
        return compressed.ToArray().Length;
    }
}
