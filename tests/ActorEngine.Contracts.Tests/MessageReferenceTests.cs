namespace ActorEngine.Contracts.Tests;

public sealed class MessageReferenceTests
{
    [Fact]
    public void The_message_reference_says_what_the_contracts_say()
    {
        var file = Path.Combine(RepositoryRoot.Path, "docs/messages.md");
        var rendered = MessageReference.Render();
        if (RepositoryRoot.RewriteGolden)
            File.WriteAllText(file, rendered);
        Assert.Equal(File.ReadAllText(file), rendered);
    }
}
