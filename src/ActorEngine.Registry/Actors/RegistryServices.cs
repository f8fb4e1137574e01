using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Registry;

/// <summary>What every job may use; safe for all threads.</summary>
/// <param name="Images">The image store.</param>
/// <param name="Events">Where it is told what was pulled and pushed.</param>
internal sealed record RegistryServices(RegistrySettings Settings, RegistryHosts Hosts, CredentialStore Credentials, IActorRef Images, IActorRef Events, ActorStates States)
{
    /// <summary>Compresses layers for pushes, and knows what it made of them.</summary>
    public LayerCompressor Compressor { get; } = new(Settings);

    /// <summary>A client for a repository at one registry. The credentials that came with the request go to the registry they name and to no other. May block.</summary>
    public RepositoryClient Client(string registry, string repository, RegistryCredentials? given, Action<string> notice, params IReadOnlyList<string> scopes)
    {
        if (given is not null && RegistryName.Of(given.Registry) == registry) return new RepositoryClient(Hosts, Settings, registry, repository, new RegistryIdentity(given), scopes, notice);
        RegistryCredentials? kept = Credentials.All.GetValueOrDefault(registry);
        // A token server may exchange a refresh token for a new one with every use; the old one is worthless then.
        var identity = new RegistryIdentity(kept) { Renewed = token => Credentials.Renew(kept!, token) };
        return new RepositoryClient(Hosts, Settings, registry, repository, identity, scopes, notice);
    }

    /// <summary>Tells the event stream of an image that went over the network, in Docker's words.</summary>
    public void Publish(string action, string reference)
    {
        ReferenceName? name = ReferenceName.Parse(reference, out _);
        Events.Tell(new PublishEvent(Settings.Time.GetUtcNow(), "image", action, name?.FamiliarExact ?? reference)
        {
            Attributes = new Dictionary<string, string> { ["name"] = name?.FamiliarRepository ?? reference },
        }, ActorRefs.NoSender);
    }
}
