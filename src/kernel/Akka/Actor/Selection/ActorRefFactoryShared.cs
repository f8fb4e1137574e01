namespace Akka.Actor;

/// <summary>Turns paths into selections.</summary>
public static class ActorRefFactoryShared
{
    /// <summary>A selection of an absolute path; its address may be another system's.</summary>
    public static ActorSelection ActorSelection(ActorPath actorPath, ActorSystem system) =>
        new(((ExtendedActorSystem)system).Provider.RootGuardianAt(actorPath.Address), actorPath.Elements);

    /// <summary>A selection by text: an absolute address, a path from the root, or one relative to an actor.</summary>
    public static ActorSelection ActorSelection(string path, ActorSystem system, IActorRef lookupRoot)
    {
        var provider = ((ExtendedActorSystem)system).Provider;
        if (path.Length == 0)
            return new ActorSelection(provider.DeadLetters, "");
        if (Uri.IsWellFormedUriString(path, UriKind.Absolute) || path.Contains("://", StringComparison.Ordinal))
        {
            if (!ActorPath.TryParse(path, out var actorPath))
                return new ActorSelection(provider.DeadLetters, "");
            return new ActorSelection(provider.RootGuardianAt(actorPath.Address), actorPath.Elements);
        }

        return path.StartsWith('/')
            ? new ActorSelection(provider.RootGuardian, path.Split('/'))
            : new ActorSelection(lookupRoot, path.Split('/'));
    }

    /// <summary>A selection relative to an actor.</summary>
    public static ActorSelection ActorSelection(IActorRef anchorActorRef, string path) => new(anchorActorRef, path);
}
