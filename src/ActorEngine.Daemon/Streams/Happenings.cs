using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>Tells the event stream what clients do with a container that its own actor has no part in.</summary>
internal static class Happenings
{
    public static void Tell(EngineServices services, ContainerView view, string action) =>
        services.Actors.Events.Tell(new PublishEvent(services.Time.GetUtcNow(), "container", action, view.Id.Value)
        {
            Attributes = new Dictionary<string, string>(view.Summary.Labels) { ["name"] = view.Summary.Name, ["image"] = view.Summary.Image },
        }, Akka.Actor.ActorRefs.NoSender);
}
