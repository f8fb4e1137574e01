using Akka.Actor;
using Akka.Persistence;

namespace ActorEngine.Kernel.Tests.Persistence;

/// <summary>Keeps the notes it is told, snapshots on demand and tells how it recovered.</summary>
public sealed class NoteActor : ReceivePersistentActor
{
    private readonly List<string> _texts = [];
    private readonly Recorder _recorder;

    public NoteActor(string id, Recorder recorder, Recovery? recovery = null)
    {
        PersistenceId = id;
        _recorder = recorder;
        Recovery = recovery ?? Recovery.Default;
        Recover<SnapshotOffer>(offer =>
        {
            _texts.AddRange(((Notes)offer.Snapshot).Texts);
            recorder.Add($"snapshot@{offer.Metadata.SequenceNr}");
        });
        Recover<Note>(note =>
        {
            _texts.Add(note.Text);
            recorder.Add($"replay:{note.Text}@{LastSequenceNr}");
        });
        Recover<RecoveryCompleted>(_ => recorder.Add($"recovered@{LastSequenceNr}"));
        Command<Note>(note => Persist(note, stored =>
        {
            _texts.Add(stored.Text);
            Sender.Tell(LastSequenceNr);
        }));
        Command<Ask>(_ => Sender.Tell(new Notes([.. _texts])));
        Command<string>(text => text == "snap", _ => SaveSnapshot(new Notes([.. _texts])));
        Command<string>(text => text == "crash", _ => throw new InvalidOperationException("crash"));
        Command<long>(DeleteMessages);
        Command<int>(sequenceNr => DeleteSnapshot(sequenceNr));
        Command<SnapshotSelectionCriteria>(DeleteSnapshots);
        Command<SaveSnapshotSuccess>(done => recorder.Add($"saved@{done.Metadata.SequenceNr}"));
        Command<SaveSnapshotFailure>(failed => recorder.Add($"not saved@{failed.Metadata.SequenceNr}"));
        Command<DeleteMessagesSuccess>(done => recorder.Add($"deleted@{done.ToSequenceNr}"));
        Command<DeleteMessagesFailure>(failed => recorder.Add($"not deleted@{failed.ToSequenceNr}"));
        Command<DeleteSnapshotSuccess>(done => recorder.Add($"snapshot deleted@{done.Metadata.SequenceNr}"));
        Command<DeleteSnapshotsSuccess>(done => recorder.Add($"snapshots deleted@{done.Criteria.MaxSequenceNr}"));
    }

    public override string PersistenceId { get; }

    public override Recovery Recovery { get; }

    public static Props Props(string id, Recorder recorder, Recovery? recovery = null) =>
        Akka.Actor.Props.Create(() => new NoteActor(id, recorder, recovery));

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        _recorder.Add($"recovery failed:{reason.Message}");

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        _recorder.Add($"rejected@{sequenceNr}:{cause.Message}");

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        _recorder.Add($"failed@{sequenceNr}:{cause.Message}");

    protected override void PostStop() => _recorder.Add("stopped");
}
