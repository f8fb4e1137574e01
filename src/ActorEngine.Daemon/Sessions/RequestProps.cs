using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>Which actor carries a request out, whatever transport it came over.</summary>
internal static class RequestProps
{
    /// <param name="states">Where the request shows itself in the actor tree.</param>
    public static Props Of(IEngineCall call, EngineServices services, RequestHandlers handlers, ActorStates states) => RouteTable.Of(call.Request) switch
    {
        Destination.Request => StreamRequestActor.Props(call, handlers.Prepare(call), states),
        Destination.Registry => TransferRequestActor.Props(call, services.Actors.Registry, "The registry client", states),
        Destination.Projects => TransferRequestActor.Props(call, services.Actors.Projects, "The owner of the projects", states),
        _ => ForwardRequestActor.Props(call, services.Actors.Daemon, states),
    };
}
