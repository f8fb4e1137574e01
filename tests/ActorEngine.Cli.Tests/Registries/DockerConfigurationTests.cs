using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Registries;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Tests.Registries;

public sealed class DockerConfigurationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ae-docker-").FullName;

    [Theory]
    [InlineData("r.example:5000", "r.example:5000/app")]
    [InlineData("https://r.example:5000/v2/", "r.example:5000/app:1")]
    [InlineData("https://index.docker.io/v1/", "busybox")]
    [InlineData("docker.io", "docker.io/library/busybox")]
    public async Task Stored_credentials_are_found_however_the_registry_is_written(string key, string image)
    {
        // ada:se:cret
        Write("""{"auths":{"other.example":{"auth":"eDp5"},"KEY":{"auth":"YWRhOnNlOmNyZXQ="}}}""".Replace("KEY", key));
        var found = await FindAsync(image);
        Assert.Equal(("ada", "se:cret"), (found!.Username, found.Password));
    }

    [Fact]
    public async Task Tokens_are_taken_along()
    {
        Write("""{"auths":{"r.example":{"identitytoken":"refresh","registrytoken":"bearer"}}}""");
        var found = await FindAsync("r.example/app");
        Assert.Equal(("refresh", "bearer"), (found!.IdentityToken, found.RegistryToken));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"auths":{"r.example":{}}}""")]
    [InlineData("""{"auths":{"other.example":{"auth":"eDp5"}}}""")]
    public async Task What_is_not_there_is_no_error(string file)
    {
        Write(file);
        Assert.Null(await FindAsync("r.example/app"));
    }

    [Fact]
    public async Task Without_a_file_there_is_nothing() => Assert.Null(await FindAsync("r.example/app"));

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"auths":{"r.example":{"auth":"no base64!"}}}""")]
    [InlineData("""{"credsStore":"../evil"}""")]
    public async Task A_file_that_cannot_be_understood_is_named(string file)
    {
        Write(file);
        Assert.Contains("config.json", (await Assert.ThrowsAsync<CommandException>(() => FindAsync("r.example/app"))).Message);
    }

    [Theory]
    [InlineData("""{"credHelpers":{"r.example":"test"}}""", "ada", null)]
    [InlineData("""{"credsStore":"test"}""", "ada", null)]
    [InlineData("""{"credsStore":"token"}""", "", "secret")]
    public async Task A_helper_is_asked_for_the_registry(string file, string user, string? token)
    {
        Write(file);
        Helper("test", """read server; [ "$server" = r.example ] && echo '{"ServerURL":"r.example","Username":"ada","Secret":"secret"}'""");
        Helper("token", """echo '{"Username":"<token>","Secret":"secret"}'""");
        var found = await FindAsync("r.example/app");
        Assert.Equal((user, token), (found!.Username, found.IdentityToken));
    }

    [Fact]
    public async Task A_helper_that_knows_nothing_is_no_error_and_one_that_fails_is()
    {
        Write("""{"credsStore":"test"}""");
        Helper("test", "echo credentials not found in native keychain; exit 1");
        Assert.Null(await FindAsync("r.example/app"));
        Helper("test", "echo it is locked >&2; exit 1");
        Assert.Contains("it is locked", (await Assert.ThrowsAsync<CommandException>(() => FindAsync("r.example/app"))).Message);
        Write("""{"credsStore":"missing"}""");
        Assert.Contains("docker-credential-missing", (await Assert.ThrowsAsync<CommandException>(() => FindAsync("r.example/app"))).Message);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<RegistryCredentials?> FindAsync(string image) =>
        new DockerConfiguration(name => name switch { "DOCKER_CONFIG" => folder, "PATH" => folder, _ => null }).ForImageAsync(image);

    private void Write(string json) => File.WriteAllText(Path.Combine(folder, "config.json"), json);

    private void Helper(string name, string script)
    {
        string file = Path.Combine(folder, $"docker-credential-{name}");
        File.WriteAllText(file, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
