namespace ActorEngine.Contracts;

/// <summary>Everything that may cross a process or node boundary. Each sealed record below has one stable manifest in <see cref="MessageRegistry"/>.</summary>
public interface IMessage;

/// <summary>Asks for a change. Answered by one <see cref="IReply"/> or one <see cref="Fault"/>.</summary>
public interface ICommand : IMessage;

/// <summary>Asks for facts and changes nothing. Answered from read projections; no container can delay it.</summary>
public interface IQuery : IMessage;

/// <summary>The last answer to a command or query.</summary>
public interface IReply : IMessage;

/// <summary>An element of an answer that has many, or of a running stream; ended by an <see cref="IReply"/> or a <see cref="Fault"/>.</summary>
public interface IItem : IMessage;

/// <summary>A command or query that is about one container.</summary>
public interface IContainerMessage : IMessage
{
    /// <summary>The container: full id, unique id prefix, or name.</summary>
    ContainerReference Container { get; }
}
