using ActorEngine.Gateway.Authorization;

namespace ActorEngine.Gateway.Tests.Authorization;

public sealed class PluginAddressTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("plugins").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_socket_is_found_in_the_directory_and_in_one_of_its_name()
    {
        File.WriteAllText(Path.Combine(folder, "a.sock"), "");
        Directory.CreateDirectory(Path.Combine(folder, "b"));
        File.WriteAllText(Path.Combine(folder, "b", "b.sock"), "");

        Assert.Equal(Path.Combine(folder, "a.sock"), PluginAddress.Find("a", [folder])?.Socket);
        Assert.Equal(Path.Combine(folder, "b", "b.sock"), PluginAddress.Find("b", [folder])?.Socket);
        Assert.Null(PluginAddress.Find("c", [folder]));
    }

    [Theory]
    [InlineData("unix:///run/x.sock\n", "/run/x.sock", "http://plugin/")]
    [InlineData("tcp://127.0.0.1:8080", null, "http://127.0.0.1:8080/")]
    [InlineData("https://guard.example:8443", null, "https://guard.example:8443/")]
    public void A_file_says_where_it_is(string text, string? socket, string uri)
    {
        File.WriteAllText(Path.Combine(folder, "a.spec"), text);

        var found = PluginAddress.Find("a", [folder]);

        Assert.Equal((socket, uri), (found?.Socket, found?.Uri.ToString()));
    }

    [Fact]
    public void A_document_says_how_it_is_spoken_to()
    {
        File.WriteAllText(Path.Combine(folder, "a.json"), """{"Name":"a","Addr":"tcp://guard.example:8443","TLSConfig":{"InsecureSkipVerify":false,"CAFile":"/ca.pem"}}""");

        var found = PluginAddress.Find("a", [folder]);

        Assert.Equal(("https://guard.example:8443/", "/ca.pem"), (found?.Uri.ToString(), found?.Tls?.AuthorityFile));
    }

    [Theory]
    [InlineData("a.spec", "somewhere")]
    [InlineData("a.json", "{")]
    [InlineData("a.json", "{}")]
    public void What_names_nothing_is_an_error_and_no_missing_plugin(string file, string text)
    {
        File.WriteAllText(Path.Combine(folder, file), text);
        Assert.ThrowsAny<IOException>(() => PluginAddress.Find("a", [folder]));
    }
}
