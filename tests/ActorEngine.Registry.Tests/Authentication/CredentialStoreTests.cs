using ActorEngine.Contracts;

namespace ActorEngine.Registry.Tests;

public sealed class CredentialStoreTests : IDisposable
{
    private readonly TemporaryDirectory files = new();

    private string File => files["registry/credentials.json"];

    [Fact]
    public void Credentials_outlive_the_engine_and_only_its_user_can_read_them()
    {
        new CredentialStore(files.Path).Put(new RegistryCredentials("r.example") { Username = "ada", Password = "secret", IdentityToken = "t" });
        RegistryCredentials kept = new CredentialStore(files.Path).All["r.example"];
        Assert.Equal(("ada", "secret", "t"), (kept.Username, kept.Password, kept.IdentityToken));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(files["registry"]));
    }

    [Fact]
    public void What_is_removed_is_gone_from_the_file()
    {
        var store = new CredentialStore(files.Path);
        store.Put(new RegistryCredentials("r.example") { Username = "ada", Password = "secret" });
        Assert.True(store.Remove("r.example"));
        Assert.False(store.Remove("r.example"));
        Assert.DoesNotContain("secret", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_damaged_file_is_a_fault_that_names_it()
    {
        Directory.CreateDirectory(files["registry"]);
        System.IO.File.WriteAllText(File, "{");
        var error = Assert.Throws<RegistryException>(() => new CredentialStore(files.Path).All);
        Assert.Equal(FaultCode.Storage, error.Fault.Code);
        Assert.Contains(File, error.Message);
    }

    [Fact]
    public void Printed_credentials_do_not_show_their_secrets()
    {
        string text = new RegistryCredentials("r") { Username = "ada", Password = "secret", IdentityToken = "token1", RegistryToken = "token2" }.ToString();
        Assert.Contains("ada", text);
        Assert.DoesNotContain("secret", text);
        Assert.DoesNotContain("token", text);
    }

    public void Dispose() => files.Dispose();
}
