using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Registries;

/// <summary>SystemAuth: asks a registry whether it takes credentials. They are kept by the client, not here.</summary>
internal static class RegistryLogin
{
    private const string Hub = "https://index.docker.io/v1/";

    public static async Task RunAsync(Call call)
    {
        var auth = await call.DemandAsync(RegistryJson.Default.RegistryAuth).ConfigureAwait(false);
        string registry = ReferenceName.DomainOf(auth.ServerAddress is { Length: > 0 } address ? address : Hub);
        var credentials = auth.For(registry) ?? new RegistryCredentials(registry);
        try
        {
            await call.AskAsync<RegistryLoggedIn>(new LoginRegistry(credentials) { Keep = false }).ConfigureAwait(false);
        }
        catch (ApiException refused) when (refused.Status == 403)
        {
            throw new ApiException(401, $"unauthorized: {refused.Message}");
        }

        await call.WriteAsync(new Fields { ["Status"] = "Login Succeeded", ["IdentityToken"] = "" }).ConfigureAwait(false);
    }
}
