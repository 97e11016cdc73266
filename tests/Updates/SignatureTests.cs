using System.Text;
using HubFunctions.Updates;

namespace HubFunctions.Tests.Updates;

public sealed class SignatureTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef");
    private static readonly byte[] Other = Encoding.ASCII.GetBytes("fedcba9876543210fedcba9876543210");
    private static readonly byte[] Body = "{\"a\":1}"u8.ToArray();

    [Theory]
    [InlineData(0, SignatureResult.Valid)]
    [InlineData(-300, SignatureResult.Valid)]
    [InlineData(300, SignatureResult.Valid)]
    [InlineData(-301, SignatureResult.TooOld)]
    [InlineData(301, SignatureResult.TooNew)]
    public void Tolerates_five_minutes_either_way(int seconds, SignatureResult expected) =>
        Assert.Equal(
            expected,
            Verify("m1", Now.ToUnixTimeSeconds() + seconds, Sign(Secret, "m1", Now.ToUnixTimeSeconds() + seconds)));

    [Theory]
    [InlineData("")]
    [InlineData("1700000000.0")]
    [InlineData("+1700000000")]
    [InlineData(" 1700000000")]
    [InlineData("99999999999999999999999")]
    [InlineData("0x6553f100")]
    [InlineData("١٧٠٠٠٠٠٠٠٠")]
    public void Takes_only_whole_seconds_as_timestamp(string timestamp) =>
        Assert.NotEqual(
            SignatureResult.Valid,
            WebhookSignature.Verify("m1", timestamp, Sign(Secret, "m1", Now.ToUnixTimeSeconds()), Body, [Secret], Now));

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public void Refuses_timestamps_at_the_ends_of_time(long timestamp) =>
        Assert.NotEqual(SignatureResult.Valid, Verify("m1", timestamp, Sign(Secret, "m1", timestamp)));

    [Fact]
    public void Takes_one_right_signature_among_several()
    {
        var right = Sign(Secret, "m1", Now.ToUnixTimeSeconds());
        Assert.Equal(
            SignatureResult.Valid,
            Verify("m1", Now.ToUnixTimeSeconds(), $"v1a,abc v1,AAAA {Sign(Other, "m1", Now.ToUnixTimeSeconds())} {right}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Takes_the_right_signature_and_the_right_secret_at_any_place(int place)
    {
        string[] signatures =
        [
            .. Enumerable.Range(0, 3).Select(n => Sign(n == place ? Secret : Other, "m1", Now.ToUnixTimeSeconds())),
        ];
        byte[][] secrets = [.. Enumerable.Range(0, 3).Select(n => n == place ? Secret : new byte[32])];

        Assert.Equal(SignatureResult.Valid, Verify("m1", Now.ToUnixTimeSeconds(), string.Join(' ', signatures)));
        Assert.Equal(SignatureResult.Valid, WebhookSignature.Verify("m1", "1700000000", signatures[place], Body, secrets, Now));
    }

    [Fact]
    public void Takes_a_right_signature_that_is_there_twice()
    {
        var right = Sign(Secret, "m1", Now.ToUnixTimeSeconds());
        Assert.Equal(SignatureResult.Valid, Verify("m1", Now.ToUnixTimeSeconds(), $"{right} {right}"));
    }

    [Theory]
    [InlineData(null, "1700000000", "v1,AAAA")]
    [InlineData("", "1700000000", "v1,AAAA")]
    [InlineData("m1", null, "v1,AAAA")]
    [InlineData("m1", "1700000000", null)]
    public void Says_that_a_part_is_missing(string? id, string? timestamp, string? signatures) =>
        Assert.Equal(SignatureResult.Missing, WebhookSignature.Verify(id, timestamp, signatures, Body, [Secret], Now));

    [Fact]
    public void Looks_at_no_more_than_sixteen_signatures()
    {
        var fifteen = string.Join(' ', Enumerable.Repeat(Sign(Other, "m1", Now.ToUnixTimeSeconds()), 15));
        var sixteenth = $"{fifteen} {Sign(Secret, "m1", Now.ToUnixTimeSeconds())}";
        Assert.Equal(SignatureResult.Valid, Verify("m1", Now.ToUnixTimeSeconds(), sixteenth));
        var wrong = string.Join(' ', Enumerable.Repeat(Sign(Other, "m1", Now.ToUnixTimeSeconds()), 16));
        Assert.Equal(
            SignatureResult.NoMatch,
            Verify("m1", Now.ToUnixTimeSeconds(), $"{wrong} {Sign(Secret, "m1", Now.ToUnixTimeSeconds())}"));
    }

    [Fact]
    public void Takes_any_of_the_secrets_in_force() => Assert.Equal(
        SignatureResult.Valid,
        WebhookSignature.Verify("m1", "1700000000", Sign(Secret, "m1", 1_700_000_000), Body, [Other, Secret], Now));

    [Fact]
    public void Refuses_another_id_another_time_another_body_and_another_version()
    {
        var signature = Sign(Secret, "m1", Now.ToUnixTimeSeconds());
        Assert.Equal(SignatureResult.NoMatch, Verify("m2", Now.ToUnixTimeSeconds(), signature));
        Assert.Equal(SignatureResult.NoMatch, Verify("m1", Now.ToUnixTimeSeconds() + 1, signature));
        Assert.Equal(
            SignatureResult.NoMatch,
            WebhookSignature.Verify("m1", "1700000000", signature, "{\"a\":2}"u8, [Secret], Now));
        Assert.Equal(SignatureResult.NoMatch, Verify("m1", Now.ToUnixTimeSeconds(), "v2" + signature[2..]));
        Assert.Equal(SignatureResult.NoMatch, Verify("m1", Now.ToUnixTimeSeconds(), signature[..^4]));
    }

    private static SignatureResult Verify(string id, long timestamp, string signatures) =>
        WebhookSignature.Verify(id, $"{timestamp}", signatures, Body, [Secret], Now);

    private static string Sign(byte[] secret, string id, long timestamp) =>
        Sender.Sign("whsec_" + Convert.ToBase64String(secret), id, timestamp, Body);
}
