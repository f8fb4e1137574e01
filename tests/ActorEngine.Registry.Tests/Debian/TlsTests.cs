using ActorEngine.Contracts;

namespace ActorEngine.Registry.Tests;

/// <summary>Whom the client trusts, and what it shows.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TemporaryDirectory files = new();

    [Fact]
    public void A_client_certificate_that_cannot_be_read_is_a_fault_that_names_the_registry()
    {
        var hosts = new RegistryHosts(new RegistrySettings
        {
            StateDirectory = files.Path,
            Hosts = new Dictionary<string, RegistryHostSettings> { ["r.example"] = new() { Certificate = files["missing.pem"] } },
        });
        var error = Assert.Throws<RegistryException>(() => hosts.For(new Uri("https://r.example/")));
        Assert.Contains("r.example", error.Message);
        Assert.Equal(FaultCode.RegistryFailed, error.Fault.Code);
    }

    [Theory]
    [InlineData("https://localhost:5000/", true)]
    [InlineData("https://127.0.0.1/", true)]
    [InlineData("https://127.8.8.8:1/", true)]
    [InlineData("https://[::1]:5000/", true)]
    [InlineData("https://r.example/", false)]
    [InlineData("https://localhost.example/", false)]
    [InlineData("https://plain.example:5000/", true)]
    public void Loopback_and_what_is_configured_may_go_unprotected_and_nothing_else(string address, bool insecure)
    {
        var hosts = new RegistryHosts(new RegistrySettings { StateDirectory = files.Path, Hosts = new Dictionary<string, RegistryHostSettings> { ["plain.example:5000"] = new() { Insecure = true } } });
        Assert.Equal(insecure, hosts.IsInsecure(new Uri(address)));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Own_authorities_are_trusted_for_their_registry(bool configured, bool trusted)
    {
        Certificates.Make(files.Path);
        using var authority = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile(files["server.pem"]);
        var settings = new RegistryHostSettings { Authorities = configured ? files["ca.pem"] : null };
        using var chain = new System.Security.Cryptography.X509Certificates.X509Chain();
        var check = CertificateCheck.For("registry.test", settings);
        bool accepted = check is not null && check(this, authority, chain, System.Net.Security.SslPolicyErrors.RemoteCertificateChainErrors);
        Assert.Equal(trusted, accepted);
        if (check is not null) Assert.False(check(this, authority, chain, System.Net.Security.SslPolicyErrors.RemoteCertificateNameMismatch | System.Net.Security.SslPolicyErrors.RemoteCertificateChainErrors));
    }

    public void Dispose() => files.Dispose();
}
