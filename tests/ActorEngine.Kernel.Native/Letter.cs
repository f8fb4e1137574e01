using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace ActorEngine.Kernel.Native;

/// <summary>What is stored and what travels.</summary>
internal sealed record Letter(string Text);

/// <summary>Knows letters by hand; nothing is found by reflection.</summary>
internal sealed class LetterSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 7001;

    public static SerializationSetup Setup { get; } = SerializationSetup.Create(system =>
        [SerializerDetails.Create("letter", new LetterSerializer(system), [typeof(Letter)])]);

    public override string Manifest(object o) => "letter";

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Letter)obj).Text);

    public override object FromBinary(byte[] bytes, string manifest) => manifest == "letter"
        ? new Letter(Encoding.UTF8.GetString(bytes))
        : throw new ArgumentException($"'{manifest}' is not a letter.", nameof(manifest));
}
