using ActorEngine.Oci;

namespace ActorEngine.Registry.Tests;

public sealed class PlatformTests
{
    [Theory]
    [InlineData("linux/amd64", "linux/amd64")]
    [InlineData("amd64", "linux/amd64")]
    [InlineData("linux/x86_64", "linux/amd64")]
    [InlineData("LINUX/ARM64/v8", "linux/arm64")]
    [InlineData("linux/aarch64", "linux/arm64")]
    [InlineData("linux/arm", "linux/arm/v7")]
    [InlineData("armhf", "linux/arm/v7")]
    [InlineData("windows/amd64", "windows/amd64")]
    public void Platforms_have_one_spelling(string text, string expected) => Assert.Equal(expected, AskedPlatform.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("a/b/c/d")]
    [InlineData("linux//v7")]
    [InlineData("linux/a b")]
    public void What_is_no_platform_is_refused_with_the_field(string text) => Assert.Equal("platform", Assert.Throws<RegistryException>(() => AskedPlatform.Parse(text)).Fault.Field);

    [Theory]
    [InlineData("linux/amd64", 0)]
    [InlineData("linux/arm/v7", 2)]
    [InlineData("linux/arm/v6", 1)]
    [InlineData("linux/arm/v8", 2)]
    [InlineData("linux/arm64", 3)]
    [InlineData("linux/s390x", 5)]
    public void The_best_of_an_index_is_chosen(string wanted, int chosen)
    {
        DescriptorDocument[] manifests =
        [
            Of("linux", "amd64", null), Of("linux", "arm", "v6"), Of("linux", "arm", "v7"), Of("linux", "arm64", "v8"), Of("unknown", "unknown", null), new DescriptorDocument { Digest = "5" },
        ];
        for (int i = 0; i < manifests.Length; i++) manifests[i] = manifests[i] with { Digest = i.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        Assert.Equal(chosen.ToString(System.Globalization.CultureInfo.InvariantCulture), PlatformChoice.Of(manifests, AskedPlatform.Parse(wanted))!.Digest);
    }

    [Fact]
    public void Newer_variants_and_other_systems_do_not_suit()
    {
        Assert.Null(PlatformChoice.Of([Of("linux", "arm", "v7"), Of("windows", "arm", "v6")], AskedPlatform.Parse("linux/arm/v6")));
        Assert.Equal("linux/arm/v7, windows/arm/v6", PlatformChoice.Offered([Of("linux", "arm", "v7"), Of("windows", "arm", "v6"), Of("unknown", "unknown", null)]));
    }

    private static DescriptorDocument Of(string os, string architecture, string? variant) => new() { Platform = new PlatformDocument { Os = os, Architecture = architecture, Variant = variant } };
}
