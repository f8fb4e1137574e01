namespace ActorEngine.Contracts;

/// <summary>Builds an image for a client; what the client sends and gets goes over its call. Answer: <see cref="ImageBuilt"/> or a fault.</summary>
/// <param name="Call">Its request is a <see cref="BuildImage"/>.</param>
public sealed record StartBuild(IEngineCall Call) : INodeMessage;

/// <summary>Asks to be told when nothing of a container's last run is left: no process, no mount. Answer: <see cref="ContainerReleased"/>, or a fault.</summary>
public sealed record AwaitRelease(ContainerReference Container) : INodeMessage;

/// <summary>Answer to <see cref="AwaitRelease"/>.</summary>
public sealed record ContainerReleased : INodeMessage;
