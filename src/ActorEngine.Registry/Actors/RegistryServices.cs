using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Registry;

/// <summary>What every job may use; safe for all threads.</summary>
/// <param name="Images">The image store.</param>
internal sealed record RegistryServices(RegistrySettings Settings, RegistryHosts Hosts, CredentialStore Credentials, IActorRef Images, ActorStates States)
{
    /// <summary>A client for a repository at one registry. The credentials that came with the request go to the registry they name and to no other. May block.</summary>
    public RepositoryClient Client(string registry, string repository, RegistryCredentials? given, Action<string> notice, params IReadOnlyList<string> scopes)
    {
        RegistryCredentials? shown = given is not null && RegistryName.Of(given.Registry) == registry ? given : Credentials.All.GetValueOrDefault(registry);
        return new RepositoryClient(Hosts, Settings, registry, repository, shown, scopes, notice);
    }
}
