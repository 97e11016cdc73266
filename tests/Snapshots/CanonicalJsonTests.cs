using System.Text;
using System.Text.Json;
using HubFunctions.Snapshots;

namespace HubFunctions.Tests.Snapshots;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("50.00", "50")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("1.5e-9", "1.5e-9")]
    [InlineData("999999999999999900000", "999999999999999900000")]
    [InlineData("1e21", "1e+21")]
    [InlineData("123456789012345680000000", "1.2345678901234569e+23")]
    [InlineData("334864", "334864")]
    [InlineData("1234567.89", "1234567.89")]
    public void Writes_numbers_as_ecmascript_does(string given, string written) => Assert.Equal(written, Canonical(given));

    [Fact]
    public void Sorts_keys_and_escapes_only_what_must_be() =>
        Assert.Equal(
            """{"":[],"A":"é</\"\\\n\u000f","a":{"x":null,"y":true}}""",
            Canonical("""{ "a": { "y": true, "x": null }, "A": "é</\"\\\n\u000f", "": [] }"""));

    [Fact]
    public void A_changed_byte_anywhere_is_found()
    {
        var plan = Views.Plan(3);
        var file = CanonicalJson.Write(Chain.Append(plan, null, Views.At));
        Assert.True(Chain.IsIntact(file));
        for (var i = 0; i < file.Length; i++)
        {
            var changed = file.ToArray();
            changed[i] ^= 1;
            Assert.False(Chain.IsIntact(changed), $"byte {i}");
        }
    }

    private static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetString(CanonicalJson.WriteElement(document.RootElement));
    }
}
