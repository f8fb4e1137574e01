using Akka.Actor;

namespace ActorEngine.Client;

/// <summary>Where an actor system meets a container engine.</summary>
public static class ContainerEngine
{
    private const string Name = "actorengine-";

    /// <summary>
    /// Connects an actor system to an engine. Returns at once; the session comes about in the background and again after every loss of the link.
    /// </summary>
    /// <param name="system">Has Akka.Remote as its provider, unless the engine's gate lives in this very system.</param>
    /// <param name="address">Of the engine's actor system, as in <c>akka.ssl.tcp://ActorEngine@host:7350</c>, or <c>akka.tcp://</c> where it has no TLS.</param>
    /// <param name="options">Certificate, authorities, time limits.</param>
    public static IContainerEngine Connect(ActorSystem system, string address, EngineClientOptions? options = null)
    {
        options ??= new EngineClientOptions();
        return new EngineClient(system, Link(system, address, options), options);
    }

    /// <summary>The link alone, for those who speak in messages of the contract.</summary>
    public static EngineLink Link(ActorSystem system, string address, EngineClientOptions? options = null)
    {
        options ??= new EngineClientOptions();
        address = address.TrimEnd('/');
        EngineBinding.Ensure(system);
        var state = new LinkState(options.Time);
        var actor = system.ActorOf(EngineLinkActor.Props(address, options, state), Name + Guid.NewGuid().ToString("N"));
        return new EngineLink(address, actor, state, options);
    }
}
