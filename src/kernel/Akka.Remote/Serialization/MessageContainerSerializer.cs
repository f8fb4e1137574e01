using Akka.Actor;
using Akka.Remote.Wire;
using Akka.Serialization;

namespace Akka.Remote.Serialization;

/// <summary>A message on its way through a selection (SelectionEnvelope).</summary>
public class MessageContainerSerializer(ExtendedActorSystem system) : Serializer(system)
{
    private const int Parent = 1, ChildName = 2, ChildPattern = 3;

    private readonly Payloads _payloads = new(system);

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj)
    {
        if (obj is not ActorSelectionMessage selection)
            throw new ArgumentException($"Cannot serialize object of type [{obj.GetType()}]");
        var message = new ProtoMessage().Message(1, _payloads.Write(selection.Message));
        foreach (var element in selection.Elements)
        {
            var (type, matcher) = element switch
            {
                SelectParent => (Parent, null),
                SelectChildName child => (ChildName, child.Name),
                SelectChildPattern pattern => (ChildPattern, pattern.PatternStr),
                _ => throw new ArgumentException($"A selection of [{element}] cannot be sent to another system."),
            };
            message.Message(2, new ProtoMessage().Varint(1, (ulong)type).String(2, matcher).ToArray());
        }

        return message.ToArray();
    }

    public override object FromBinary(byte[] bytes, Type type)
    {
        var reader = new ProtoReader(bytes);
        object? message = null;
        List<SelectionPathElement> elements = [];
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
                message = _payloads.Read(reader.ReadBytes());
            else if (reader.Is(2, ProtoReader.Bytes))
                elements.Add(ReadElement(reader.ReadBytes()));
            else
                reader.Skip();
        }

        return new ActorSelectionMessage(message ?? throw new WireFormatException("A selection carries no message."), [.. elements]);
    }

    private static SelectionPathElement ReadElement(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        var (type, matcher) = (0, "");
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Varint))
                type = reader.ReadInt32();
            else if (reader.Is(2, ProtoReader.Bytes))
                matcher = reader.ReadString();
            else
                reader.Skip();
        }

        return type switch
        {
            Parent => SelectParent.Instance,
            ChildName => new SelectChildName(matcher),
            ChildPattern => new SelectChildPattern(matcher),
            _ => throw new WireFormatException($"A selection has a step of unknown kind {type}."),
        };
    }
}
