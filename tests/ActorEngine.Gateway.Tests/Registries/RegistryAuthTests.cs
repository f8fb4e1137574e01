using System.Text;
using ActorEngine.Gateway.Registries;

namespace ActorEngine.Gateway.Tests.Registries;

public sealed class RegistryAuthTests
{
    [Theory]
    [InlineData("""{"username":"u","password":"p"}""", "u", "p", null)]
    [InlineData("""{"Username":"u","Password":"p?>","serveraddress":"elsewhere"}""", "u", "p?>", null)]
    [InlineData("""{"auth":"dTpwOnE="}""", "u", "p:q", null)]
    [InlineData("""{"identitytoken":"t"}""", "", "", "t")]
    public void Credentials_are_for_the_registry_of_the_image(string json, string user, string password, string? token)
    {
        foreach (string header in Forms(json))
        {
            var credentials = RegistryAuth.Read(header, "localhost:5000")!;
            Assert.Equal(("localhost:5000", user, password, token), (credentials.Registry, credentials.Username, credentials.Password, credentials.IdentityToken));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("!!!")]
    [InlineData("e30=")]
    [InlineData("bm90IGpzb24=")]
    public void What_cannot_be_read_is_none(string? header) => Assert.Null(RegistryAuth.Read(header, "docker.io"));

    [Fact]
    public void A_build_has_credentials_by_registry()
    {
        var many = RegistryAuth.ReadMany(Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"https://index.docker.io/v1/":{"username":"a","password":"b"},"localhost:5000":{"username":"c","password":"d"},"empty.example":{}}""")));
        Assert.Equal(["docker.io", "localhost:5000"], many.Keys.Order());
        Assert.Equal("c", many["localhost:5000"].Username);
    }

    [Fact]
    public void An_index_lists_its_platforms_and_an_image_has_that_of_its_configuration()
    {
        var platforms = ManifestPlatforms.Listed("""{"manifests":[{"platform":{"architecture":"arm","os":"linux","variant":"v7"}},{"digest":"x"}]}""");
        Assert.Equal("""[{"architecture":"arm","os":"linux","variant":"v7"}]""", Shapes.FieldsJson.Write(platforms));
        const string manifest = """{"config":{"digest":"sha256:abc","size":7},"layers":[]}""";
        Assert.Null(ManifestPlatforms.Listed(manifest));
        Assert.Equal(("sha256:abc", 7L), (ManifestPlatforms.Configuration(manifest)!.Value.Blob.Value, ManifestPlatforms.Configuration(manifest)!.Value.Size));
        Assert.Equal("""[{"architecture":"amd64","os":"linux"}]""", Shapes.FieldsJson.Write(ManifestPlatforms.OfImage("""{"architecture":"amd64","os":"linux","config":{}}""")));
    }

    private static IEnumerable<string> Forms(string json)
    {
        string usual = Convert.ToBase64String(Encoding.UTF8.GetBytes(json)), address = usual.Replace('+', '-').Replace('/', '_');
        return [usual, address, address.TrimEnd('=')];
    }
}
