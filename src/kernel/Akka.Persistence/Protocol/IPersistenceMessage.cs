using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A message between persistent actors and the plugins that store for them.</summary>
public interface IPersistenceMessage : INoSerializationVerificationNeeded
{
}

/// <summary>A message between a persistent actor and its journal.</summary>
public interface IJournalMessage : IPersistenceMessage
{
}

public interface IJournalRequest : IJournalMessage
{
}

public interface IJournalResponse : IJournalMessage
{
}

/// <summary>A message between a persistent actor and its snapshot store.</summary>
public interface ISnapshotMessage : IPersistenceMessage
{
}

public interface ISnapshotRequest : ISnapshotMessage
{
}

public interface ISnapshotResponse : ISnapshotMessage
{
}
