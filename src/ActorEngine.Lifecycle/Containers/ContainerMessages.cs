using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>What the index and the containers say to each other.</summary>
internal interface IIndexMessage;

/// <summary>Make the container that the index has registered. The sender is the asker.</summary>
internal sealed record BeginCreate(ContainerId Id, string Name, CreateContainer Request) : IIndexMessage;

/// <summary>The same create was asked for again; answer what the first one is or will be answered.</summary>
internal sealed record RepeatCreate : IIndexMessage;

/// <summary>The container's journal has been read and compared with the machine.</summary>
internal sealed record ContainerRecovered(ContainerId Id) : IIndexMessage;

/// <summary>The container's journal cannot be read.</summary>
internal sealed record ContainerUnreadable(ContainerId Id, Exception Failure) : IIndexMessage;

/// <summary>What <c>ps</c> shows has changed.</summary>
internal sealed record ContainerNoted(ContainerNote Note) : IIndexMessage;

/// <summary>The new name is journalled; the old one is free.</summary>
internal sealed record NameSettled(ContainerId Id, string Name) : IIndexMessage;

/// <summary>The container is gone with all that belonged to it, or never came to be. The index forgets it, then gives the answers.</summary>
internal sealed record ContainerGone(ContainerId Id, IReadOnlyList<Answer> Answers) : IIndexMessage;

/// <summary>A reply and who gets it.</summary>
internal sealed record Answer(IActorRef To, object Message);

/// <summary>The journal refused to be written; the actor ends and is made anew.</summary>
internal sealed record JournalFailed(ContainerId Id) : IIndexMessage;
