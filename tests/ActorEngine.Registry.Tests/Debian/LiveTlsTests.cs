using ActorEngine.Contracts;

namespace ActorEngine.Registry.Tests;

/// <summary>A docker-registry with TLS at an address that is not loopback's, so that nothing about it is taken for granted.</summary>
public sealed class LiveTlsTests : RegistryTestKit
{
    private const string Address = "10.210.77.1";
    private readonly string directory;
    private DebianRegistry? running;

    public LiveTlsTests()
    {
        directory = Files["registry-of-debian"];
        Shell.Run($"ip address replace {Address}/32 dev lo", Files.Path);
        Certificates.Make(directory, Address);
    }

    [Fact]
    public async Task A_registry_of_an_unknown_authority_is_refused_in_words()
    {
        DebianRegistry registry = await StartAsync(clients: false);
        Fault fault = PullFails($"{registry.Name}/app:1");
        Assert.Equal(FaultCode.RegistryFailed, fault.Code);
        Assert.Contains("certificate", fault.Message);
    }

    [Fact]
    public async Task Its_own_authority_makes_it_known()
    {
        DebianRegistry registry = await StartAsync(clients: false);
        Know(registry, new RegistryHostSettings { Authorities = Path.Combine(directory, "ca.pem") });
        Assert.Equal(FaultCode.NotFound, PullFails($"{registry.Name}/app:1").Code);
    }

    [Fact]
    public async Task The_certificate_of_another_authority_is_not_enough()
    {
        DebianRegistry registry = await StartAsync(clients: false);
        Certificates.Make(Files["another"]);
        Know(registry, new RegistryHostSettings { Authorities = Files["another/ca.pem"] });
        Assert.Contains("certificate", PullFails($"{registry.Name}/app:1").Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_registry_that_wants_a_client_certificate_gets_the_one_that_is_set(bool shown)
    {
        DebianRegistry registry = await StartAsync(clients: true);
        Know(registry, new RegistryHostSettings
        {
            Authorities = Path.Combine(directory, "ca.pem"),
            Certificate = shown ? Path.Combine(directory, "client.pem") : null,
            Key = shown ? Path.Combine(directory, "client-key.pem") : null,
        });
        Assert.Equal(shown ? FaultCode.NotFound : FaultCode.RegistryFailed, PullFails($"{registry.Name}/app:1").Code);
    }

    [Fact]
    public async Task A_registry_on_loopback_with_an_authority_of_its_own_is_checked_against_it()
    {
        running = await DebianRegistry.StartAsync(directory, tls: true);
        Certificates.Make(Files["another"]);
        Know(running, new RegistryHostSettings { Authorities = Files["another/ca.pem"] });
        Assert.Equal(FaultCode.RegistryFailed, PullFails($"{running.Name}/app:1").Code);
    }

    private void Know(DebianRegistry registry, RegistryHostSettings host) => Settings = Settings with { Hosts = new Dictionary<string, RegistryHostSettings> { [registry.Name] = host } };

    private async Task<DebianRegistry> StartAsync(bool clients) => running = await DebianRegistry.StartAsync(directory, tls: true, clients: clients, address: Address);

    protected override void AfterAll()
    {
        running?.Dispose();
        Shell.Run($"ip address del {Address}/32 dev lo || true", Files.Path);
        base.AfterAll();
    }
}
