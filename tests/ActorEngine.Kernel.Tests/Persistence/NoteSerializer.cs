using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace ActorEngine.Kernel.Tests.Persistence;

/// <summary>Serializes the events and snapshots of these tests; refuses a text of "unwritable", and bytes that it did not write.</summary>
public sealed class NoteSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 4711;

    public override string Manifest(object o) => o is Note ? "note" : "notes";

    public override byte[] ToBinary(object obj) => obj switch
    {
        Note { Text: "unwritable" } => throw new InvalidOperationException("this cannot be written"),
        Note note => Encoding.UTF8.GetBytes("1:" + note.Text),
        Notes notes => Encoding.UTF8.GetBytes("1:" + string.Join('|', notes.Texts)),
        _ => throw new ArgumentException(obj.GetType().ToString()),
    };

    public override object FromBinary(byte[] bytes, string manifest)
    {
        var text = Encoding.UTF8.GetString(bytes);
        if (!text.StartsWith("1:", StringComparison.Ordinal)) throw new FormatException("these bytes are corrupt");
        return manifest == "note" ? new Note(text[2..]) : new Notes(text[2..].Split('|', StringSplitOptions.RemoveEmptyEntries));
    }
}
