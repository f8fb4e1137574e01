using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

public sealed class NameTests
{
    private static readonly ContainerId A = new("aa11" + new string('0', 60)), B = new("aa22" + new string('0', 60));

    private static readonly NameIndex Index = NameIndex.Empty.With(A, "web").With(B, "aa11");

    [Theory]
    [InlineData("web")]
    [InlineData("/web")]
    public void A_name_finds_its_container(string text) => Assert.Equal(A, Index.Resolve(new ContainerReference(text), out _));

    [Fact]
    public void A_full_id_goes_before_a_name_and_a_name_before_a_prefix()
    {
        Assert.Equal(A, Index.Resolve(new ContainerReference(A.Value), out _));
        Assert.Equal(B, Index.Resolve(new ContainerReference("aa11"), out _));
        Assert.Equal(A, Index.Resolve(new ContainerReference("aa110"), out _));
    }

    [Fact]
    public void A_prefix_of_two_ids_is_refused()
    {
        Assert.Null(Index.Resolve(new ContainerReference("aa"), out Fault? fault));
        Assert.Equal(FaultCode.InvalidArgument, fault!.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("nobody")]
    public void What_is_not_there_is_not_found(string text)
    {
        Assert.Null(Index.Resolve(new ContainerReference(text), out Fault? fault));
        Assert.Equal(FaultCode.NotFound, fault!.Code);
    }

    [Fact]
    public void A_new_name_frees_the_old_one()
    {
        NameIndex renamed = Index.With(A, "shop");
        Assert.Null(renamed.Owner("web"));
        Assert.Equal(A, renamed.Owner("shop"));
        Assert.Null(renamed.Without(A).Owner("shop"));
    }

    [Fact]
    public void Generated_names_are_good_and_differ_when_all_is_taken()
    {
        var generator = new NameGenerator(new Random(7));
        HashSet<string> taken = [];
        for (int i = 0; i < 6000; i++)
        {
            string name = generator.Next(taken.Contains);
            Assert.True(taken.Add(name));
            Assert.Null(ContainerNames.Check(name));
        }
    }

    [Fact]
    public void The_index_knows_names_operations_and_reservations()
    {
        var index = new IndexState();
        var operation = new OperationId("op1");
        index.Apply(new RegisteredEvent(Samples.Time, A, "web", operation, "busybox"));
        Assert.Equal(A, index.MadeBy(operation));
        index.Reserve("shop", A);
        Assert.Equal(A, index.Owner("shop"));
        index.Apply(new IndexRenamedEvent(A, "shop"));
        index.Settle(A);
        Assert.Null(index.Owner("web"));
        var copy = new IndexState();
        copy.Restore(index.ToSnapshot());
        Assert.Equal((A, A), (copy.Owner("shop"), copy.MadeBy(operation)));
        index.Apply(new ForgottenEvent(A));
        Assert.Null(index.Owner("shop"));
        Assert.Null(index.MadeBy(operation));
    }
}
