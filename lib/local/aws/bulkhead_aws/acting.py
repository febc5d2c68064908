"""Who a call inside this process is made for: CloudFormation acts in an account without credentials of its own."""
from contextlib import contextmanager
from contextvars import ContextVar

_account = ContextVar('account', default=None)


def account():
    """The account that CloudFormation is acting in, or None for a call from outside."""
    return _account.get()


@contextmanager
def acting_in(account_id):
    token = _account.set(account_id)
    try:
        yield
    finally:
        _account.reset(token)
