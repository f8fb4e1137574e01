using ActorEngine.Contracts;

namespace ActorEngine.Images.Tests;

/// <summary>Docker's rules for rmi, as a table.</summary>
public sealed class ImageRemovalTests
{
    private static readonly Digest Id = new("sha256:" + new string('1', 64));
    private static readonly ContainerId Container = new(new string('c', 64));

    [Theory]
    // by name | force | used: - none, s stopped, r running | names | conflict, untag, delete, hide
    [InlineData("a:1", false, '-', "a:1", "delete")]
    [InlineData("a:1", false, 's', "a:1", "conflict")]
    [InlineData("a:1", false, 'r', "a:1", "conflict")]
    [InlineData("a:1", true, 's', "a:1", "hide")]
    [InlineData("a:1", true, 'r', "a:1", "untag")]
    [InlineData("a:1", false, '-', "a:1 a:2", "untag")]
    [InlineData("a:1", false, 'r', "a:1 a:2", "untag")]
    [InlineData("111111", false, '-', "a:1", "delete")]
    [InlineData("111111", false, '-', "", "delete")]
    [InlineData("111111", false, 's', "a:1", "conflict")]
    [InlineData("111111", false, '-', "a:1 a:2", "conflict")]
    [InlineData("111111", false, '-', "a:1 b:1", "conflict")]
    [InlineData("111111", true, '-', "a:1 b:1", "delete")]
    [InlineData("111111", true, 's', "a:1 b:1", "hide")]
    [InlineData("111111", true, 'r', "a:1", "conflict")]
    public void Removal_follows_Dockers_rules(string reference, bool force, char used, string names, string outcome)
    {
        ImageCatalog catalog = ImageCatalog.Empty.With(
            [new ImageRecord(Id, Id, [], new ImageDocument(default, "", "", null, new ImageConfiguration()))],
            names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => KeyValuePair.Create(ReferenceName.Parse(name, out _)!.Canonical, Id)));
        ImageUser[] users = used == '-' ? [] : [new ImageUser(Container, used == 'r')];
        (RemovalPlan? plan, Fault? fault) = ImageRemoval.Decide(catalog, new RemoveImage(new ImageReference(reference), force), users);
        string got = plan switch
        {
            null => fault!.Code == FaultCode.Conflict ? "conflict" : fault.Message,
            { Hides: true } => "hide",
            { Deletes: true } => "delete",
            _ => "untag",
        };
        Assert.Equal(outcome, got);
    }
}
