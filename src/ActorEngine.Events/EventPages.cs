using ActorEngine.Contracts;

namespace ActorEngine.Events;

/// <summary>
/// Asks for the events after a cursor. Answered by one <see cref="EventPage"/>: at once where there are some, else as soon as
/// there is one, or empty after <see cref="EventSettings.LongestWait"/>. A reader asks again when it has dealt with the page, so a slow one costs nothing. A second question of the same
/// asker replaces its first.
/// </summary>
/// <param name="After">Number of the last event seen; null = only learn the present cursor, answered at once.</param>
/// <param name="Wait">False: an empty page says that there are none now.</param>
public sealed record ReadEvents(long? After, bool Wait = true) : INodeMessage;

/// <summary>Answer to <see cref="ReadEvents"/>.</summary>
/// <param name="Events">In order, without gap.</param>
/// <param name="Next">Cursor for the next question.</param>
/// <param name="Missed">Events after the cursor that had been trimmed already.</param>
/// <param name="CaughtUp">There was nothing after this page when it was made.</param>
public sealed record EventPage(IReadOnlyList<EngineEvent> Events, long Next, long Missed, bool CaughtUp) : INodeMessage;

/// <summary>Answer to <see cref="ReadEvents"/> where the journal could not be read.</summary>
public sealed record EventsUnreadable(Fault Fault) : INodeMessage;
